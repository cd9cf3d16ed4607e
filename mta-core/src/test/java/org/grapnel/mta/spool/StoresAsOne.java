package org.grapnel.mta.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.grapnel.mta.spool.SpoolException.Kind.DUPLICATE_MESSAGE;
import static org.grapnel.mta.spool.SpoolException.Kind.NO_SUCH_MESSAGE;
import static org.grapnel.mta.spool.SpoolException.Kind.TOO_LARGE;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What every spool promises of units: all or nothing, whatever is in them. */
public abstract class StoresAsOne extends SpoolFixture {
    @Test
    void stores_several_bodies_as_one() throws Exception {
        byte[] large = new byte[3 << 20];
        new Random(4).nextBytes(large);
        spool.store(List.of(
                        new Load(Bodies.inMemory(bytes("first")), List.of(entry(1, "a"), entry(2, "b"))),
                        new Load(Bodies.inMemory(large), List.of(entry(3, "c"))),
                        new Load(Bodies.inMemory(bytes("third")), List.of(entry(4, "d")))))
                .await();
        reopen();
        assertThat(all()).containsExactly("1 5 a", "2 5 b", "3 " + large.length + " c", "4 5 d");
        assertThat(body(2)).isEqualTo("first");
        assertThat(spool.body(3).open().readAllBytes()).isEqualTo(large);
        assertThat(body(4)).isEqualTo("third");
        spool.remove(1).await();
        spool.remove(3).await();
        reopen();
        assertThat(all()).containsExactly("2 5 b", "4 5 d");
    }

    @Test
    void refuses_several_bodies_as_one_when_one_of_them_can_not_be_stored() throws Exception {
        store(9, "present", "x").await();
        Body unreadable = new Body() {
            @Override
            public long size() {
                return 5;
            }

            @Override
            public InputStream open() throws IOException {
                throw new IOException("unreadable for the test");
            }
        };
        List<List<Load>> wrong = List.of(
                List.of(load(1, "a"), new Load(unreadable, List.of(entry(2, "m")))),
                List.of(new Load(unreadable, List.of(entry(2, "m"))), load(1, "a")),
                List.of(load(1, "a"), load(9, "b"), load(2, "c")),
                List.of(load(1, "a"), load(1, "b")));
        for (List<Load> loads : wrong) {
            Commit commit = spool.store(loads);
            assertThatThrownBy(commit::await).isInstanceOf(SpoolException.class);
        }
        assertThat(all()).containsExactly("9 7 x");
        reopen();
        assertThat(all()).containsExactly("9 7 x");
    }

    @Test
    void stores_mail_and_changes_what_is_there_as_one() throws Exception {
        byte[] large = new byte[3 << 20];
        new Random(5).nextBytes(large);
        for (long id = 1; id <= 3; id++) {
            store(id, "original " + id, "before").await();
        }
        spool.store(
                        List.of(load(11, "notice"), new Load(Bodies.inMemory(large), List.of(entry(12, "m")))),
                        List.of(new Change.Remove(1), new Change.Update(2, bytes("after"))))
                .await();
        for (int round = 0; round < 2; round++) {
            assertThat(all()).containsExactly("2 10 after", "3 10 before", "11 6 m", "12 " + large.length + " m");
            assertThat(body(2)).isEqualTo("original 2");
            assertThat(body(11)).isEqualTo("notice");
            assertThat(spool.body(12).open().readAllBytes()).isEqualTo(large);
            reopen();
        }
        spool.store(List.of(load(13, "last")), List.of(new Change.Remove(2), new Change.Remove(3)))
                .await();
        spool.compact().await();
        reopen();
        assertThat(all()).containsExactly("11 6 m", "12 " + large.length + " m", "13 4 m");
    }

    @Test
    void refuses_mail_with_its_changes_as_a_whole() throws Exception {
        store(1, "original", "before").await();
        store(2, "other", "before").await();
        byte[] tooLarge = new byte[Spool.MAX_METADATA + 1];
        List<Change> good = List.of(new Change.Update(2, bytes("after")));
        refused(spool.store(List.of(load(2, "taken")), List.of(new Change.Remove(1))), DUPLICATE_MESSAGE);
        refused(spool.store(List.of(load(9, "n"), load(1, "taken")), good), DUPLICATE_MESSAGE);
        refused(
                spool.store(List.of(load(9, "n")), List.of(new Change.Remove(1), new Change.Update(1, bytes("x")))),
                DUPLICATE_MESSAGE);
        refused(
                spool.store(List.of(load(9, "n")), List.of(new Change.Remove(1), new Change.Remove(5))),
                NO_SUCH_MESSAGE);
        refused(spool.store(List.of(load(9, "n")), List.of(new Change.Update(5, bytes("x")))), NO_SUCH_MESSAGE);
        refused(
                spool.store(List.of(load(9, "n")), List.of(new Change.Remove(1), new Change.Update(2, tooLarge))),
                TOO_LARGE);
        for (int round = 0; round < 2; round++) {
            assertThat(all()).containsExactly("1 8 before", "2 5 before");
            reopen();
        }
    }

    @Test
    void keeps_the_order_of_changes_that_are_parts_of_stores() throws Exception {
        store(1, "one", "a");
        spool.store(List.of(load(2, "two")), List.of(new Change.Update(1, bytes("b"))));
        spool.update(1, bytes("c"));
        spool.store(List.of(load(3, "three")), List.of(new Change.Remove(2)));
        spool.store(List.of(load(2, "again")), List.of(new Change.Remove(3))).await();
        assertThat(all()).containsExactly("1 3 c", "2 5 m");
        refused(spool.update(3, bytes("x")), NO_SUCH_MESSAGE);
        reopen();
        assertThat(all()).containsExactly("1 3 c", "2 5 m");
        assertThat(body(2)).isEqualTo("again");
    }

    private static Load load(long id, String body) {
        return new Load(Bodies.inMemory(bytes(body)), List.of(entry(id, "m")));
    }
}
