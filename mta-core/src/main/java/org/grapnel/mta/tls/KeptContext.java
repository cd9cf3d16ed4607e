package org.grapnel.mta.tls;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The context of one recipe: built when it is first needed, and again when a file has changed. Whoever notices builds, the others go on with
 * what is in force; only where nothing is do they wait.
 */
final class KeptContext {
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    private final Recipe recipe;
    private final ContextBuilding building;
    private final Clock clock;
    private final Tidings tidings;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable Context inForce;
    private volatile Instant looked = Instant.MIN; // written under lock
    private Map<Path, Optional<Stamp>> seen = Map.of(); // guarded by lock
    private @Nullable TlsProblem problem; // guarded by lock

    KeptContext(Recipe recipe, ContextBuilding building, Clock clock, Tidings tidings) {
        this.recipe = recipe;
        this.building = building;
        this.clock = clock;
        this.tidings = tidings;
    }

    /** @throws TlsProblem where nothing is in force */
    Context get() throws TlsProblem {
        Context now = inForce;
        if (now == null) {
            lock.lock();
        } else if (clock.instant().isBefore(looked.plus(BETWEEN_LOOKS)) || !lock.tryLock()) {
            return now;
        }
        try {
            look(false);
            return inForceOrProblem();
        } finally {
            lock.unlock();
        }
    }

    /** Builds again, whether or not a file has changed. */
    void reload() {
        lock.lock();
        try {
            look(true);
        } finally {
            lock.unlock();
        }
    }

    /** Why the files could not be used the last time. */
    Optional<TlsProblem> problem() {
        lock.lock();
        try {
            return Optional.ofNullable(problem);
        } finally {
            lock.unlock();
        }
    }

    private Context inForceOrProblem() throws TlsProblem {
        Context now = inForce;
        if (now == null) {
            throw java.util.Objects.requireNonNull(problem); // one of the two is there after a look
        }
        return now;
    }

    private void look(boolean always) {
        Instant now = clock.instant();
        if (!always && looked.isAfter(now.minus(BETWEEN_LOOKS))) {
            return;
        }
        Map<Path, Optional<Stamp>> stamps = Stamp.of(recipe.files(building.base())); // before the files are read
        Context before = inForce;
        if (always || before == null || !stamps.equals(seen)) {
            build(before, now);
            seen = stamps;
        }
        looked = now;
    }

    private void build(@Nullable Context before, Instant now) {
        try {
            Context built = building.build(recipe);
            Optional<TlsProblem> invalid = built.identity().flatMap(own -> own.invalidAt(now));
            boolean better = before != null
                    && before.identity().flatMap(own -> own.invalidAt(now)).isEmpty();
            if (invalid.isPresent() && better) {
                throw invalid.get();
            }
            inForce = built;
            problem = null;
            tidings.good(recipe, built, invalid);
        } catch (TlsProblem e) {
            problem = e;
            tidings.bad(recipe, e, before != null);
        }
    }
}
