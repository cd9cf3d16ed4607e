package org.grapnel.mta.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.grapnel.hook.Verdict;
import org.grapnel.mta.dispatch.Kinds.Decided;
import org.grapnel.mta.dispatch.Kinds.FirstOne;
import org.grapnel.mta.dispatch.Kinds.Folded;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The numbers of a handler: how often it decided what. */
class CountsAnswersTest {
    private final Watched watched = new Watched();

    @AfterEach
    void close() throws InterruptedException {
        watched.close();
    }

    @Test
    void verdicts_are_counted_by_kind() {
        Decided decides = arguments -> switch (arguments[0].toString()) {
            case "bad" -> Verdict.reject(550, "5.7.1", "no");
            case "later" -> Verdict.defer(451, "4.7.1", "later");
            case "broken" -> throw new IllegalStateException("on purpose");
            default -> Verdict.CONTINUE;
        };
        Handler handler = watched.add(Decided.POINT, "decides", decides);
        for (String subject : new String[] {"bad", "bad", "later", "good", "broken"}) {
            watched.hooks().call(Decided.POINT, subject);
        }
        assertThat(handler.stats().answers()).isEqualTo(Map.of("reject", 2L, "defer", 1L));
        assertThat(handler.stats().calls()).isEqualTo(5);
        assertThat(handler.stats().faults()).isEqualTo(1);
    }

    @Test
    void so_are_first_answers_and_changes() {
        FirstOne first = arguments -> Optional.of("x").filter(arguments[0]::equals);
        Handler answers = watched.add(FirstOne.POINT, "first", first);
        watched.hooks().call(FirstOne.POINT, "x");
        watched.hooks().call(FirstOne.POINT, "y");
        assertThat(answers.stats().answers()).isEqualTo(Map.of("answered", 1L));
        Folded fold = arguments -> arguments[0].equals("x") ? "changed" : arguments[0].toString();
        Handler changes = watched.add(Folded.POINT, "fold", fold);
        watched.hooks().call(Folded.POINT, "x");
        watched.hooks().call(Folded.POINT, "y");
        assertThat(changes.stats().answers()).isEqualTo(Map.of("changed", 1L));
    }
}
