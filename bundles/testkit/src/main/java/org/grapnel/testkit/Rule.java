package org.grapnel.testkit;

import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongPredicate;
import java.util.function.Predicate;

/**
 * One line of a receiver's programme: at this stage, when the moment matches, so often: react. Rules are asked in the order they
 * were given; the first that reacts decides. Greylisting is {@code Rule.at(RCPT).first(1).reply(451, "4.7.1 later")}.
 */
public final class Rule {
    private static final Object ALL = "";

    private final Stage stage;
    private final Predicate<Moment> matches;
    private final boolean countByArgument;
    private final LongPredicate turn;
    private final Reaction reaction;
    private final ConcurrentMap<Object, Long> seen = new ConcurrentHashMap<>();

    private Rule(Draft draft, Reaction reaction) {
        this.stage = draft.stage;
        this.matches = draft.matches;
        this.countByArgument = draft.countByArgument;
        this.turn = draft.turn;
        this.reaction = reaction;
    }

    public static Draft at(Stage stage) {
        return new Draft(stage, m -> true, true, n -> true);
    }

    Optional<Reaction> answer(Moment moment) {
        if (moment.stage() != stage || !matches.test(moment)) return Optional.empty();
        long times = seen.merge(countByArgument ? moment.argument() : ALL, 1L, Long::sum);
        return turn.test(times) ? Optional.of(reaction) : Optional.empty();
    }

    /** A rule without its reaction; every method gives a new draft or the finished rule. */
    public static final class Draft {
        private final Stage stage;
        private final Predicate<Moment> matches;
        private final boolean countByArgument;
        private final LongPredicate turn;

        private Draft(Stage stage, Predicate<Moment> matches, boolean countByArgument, LongPredicate turn) {
            this.stage = stage;
            this.matches = matches;
            this.countByArgument = countByArgument;
            this.turn = turn;
        }

        public Draft when(Predicate<Moment> condition) {
            return new Draft(stage, matches.and(condition), countByArgument, turn);
        }

        public Draft argument(String exact) {
            return when(m -> m.argument().equals(exact));
        }

        public Draft argumentContains(String part) {
            return when(m -> m.argument().contains(part));
        }

        /** Only the first n times that each argument is seen. */
        public Draft first(long n) {
            return new Draft(stage, matches, true, times -> times <= n);
        }

        /** Only the first n matching moments, whatever their argument. */
        public Draft firstOfAll(long n) {
            return new Draft(stage, matches, false, times -> times <= n);
        }

        /** Every n-th matching moment, whatever its argument. */
        public Draft every(long n) {
            return new Draft(stage, matches, false, times -> times % n == 0);
        }

        public Rule reply(int code, String text) {
            return react(Reaction.reply(code, text));
        }

        public Rule drop() {
            return react(Reaction.drop());
        }

        public Rule react(Reaction reaction) {
            return new Rule(this, reaction);
        }
    }
}
