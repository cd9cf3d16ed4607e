package org.grapnel.mta.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.grapnel.hook.Verdict;
import org.grapnel.hook.reception.FinalValidation;
import org.grapnel.mta.mail.MailMessage;
import org.grapnel.mta.process.Rig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FindsMessagesInItsSetsTest {
    private static final int MESSAGES = 200;

    private final Random random = new Random(5);

    private List<MailMessage> messages(Rig rig) throws Exception {
        rig.hook(FinalValidation.POINT, (message, session, context) -> {
            message.priority(random.nextInt(10));
            return Verdict.CONTINUE;
        });
        List<MailMessage> messages = new ArrayList<>();
        for (int i = 0; i < MESSAGES; i++) {
            MailMessage message = rig.queued("a@a.test", "x@b.test");
            message.state(message.state().due(random.nextInt(20)));
            messages.add(message);
        }
        return messages;
    }

    @Test
    void a_heap_gives_out_in_order_whatever_was_taken_out_of_its_midst(@TempDir Path directory) throws Exception {
        try (Rig rig = new Rig(directory, (domain, binding) -> {})) {
            List<MailMessage> all = messages(rig);
            for (var order : List.of(MessageHeap.BY_PRIORITY, MessageHeap.BY_TIME)) {
                MessageHeap heap = new MessageHeap(order);
                TreeSet<MailMessage> model = new TreeSet<>(order);
                for (int step = 0; step < 20_000; step++) {
                    MailMessage message = all.get(random.nextInt(MESSAGES));
                    switch (random.nextInt(3)) {
                        case 0 -> {
                            if (model.add(message)) {
                                heap.add(message);
                            }
                        }
                        case 1 -> assertThat(heap.remove(message)).isEqualTo(model.remove(message));
                        default -> assertThat(heap.poll().orElse(null)).isSameAs(model.pollFirst());
                    }
                    assertThat(heap.size()).isEqualTo(model.size());
                    assertThat(heap.bytes())
                            .isEqualTo(
                                    model.stream().mapToLong(MailMessage::size).sum());
                }
            }
        }
    }

    @Test
    void a_roster_knows_what_was_put_in_and_not_taken_out(@TempDir Path directory) throws Exception {
        try (Rig rig = new Rig(directory, (domain, binding) -> {})) {
            List<MailMessage> all = messages(rig);
            Roster roster = new Roster();
            TreeMap<Long, MailMessage> model = new TreeMap<>();
            for (int step = 0; step < 20_000; step++) {
                MailMessage message = all.get(random.nextInt(MESSAGES));
                if (random.nextInt(5) < 2) {
                    roster.add(message);
                    model.put(message.number(), message);
                } else {
                    roster.remove(message);
                    model.remove(message.number());
                }
                assertThat(roster.size()).isEqualTo(model.size());
                assertThat(roster.find(message.number()).isPresent()).isEqualTo(model.containsKey(message.number()));
            }
            Collections.shuffle(all, random);
            all.forEach(roster::add);
            all.sort(java.util.Comparator.comparingLong(MailMessage::number));
            assertThat(roster.oldest(message -> true, 7)).containsExactlyElementsOf(all.subList(0, 7));
            assertThat(roster.oldest(message -> message.number() > all.get(50).number(), 3))
                    .containsExactlyElementsOf(all.subList(51, 54));
        }
    }
}
