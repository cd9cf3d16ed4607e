package org.grapnel.mta.spool.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.grapnel.mta.spool.SpoolException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalLockTest {
    @TempDir
    Path directory;

    @Test
    void a_second_opener_is_told_who_has_the_spool() throws Exception {
        JournalSpool first = Journals.open(directory);
        assertThatThrownBy(() -> Journals.open(directory))
                .isInstanceOf(SpoolException.class)
                .hasMessageContainingAll(
                        directory.toString(),
                        "process " + ProcessHandle.current().pid())
                .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1));
        Journals.store(first, 1, 10).await();
        first.close();
        try (JournalSpool second = Journals.open(directory)) {
            assertThat(second.status().messages()).isEqualTo(1);
        }
    }
}
