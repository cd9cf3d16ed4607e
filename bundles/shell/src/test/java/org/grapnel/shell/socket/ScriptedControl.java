package org.grapnel.shell.socket;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.grapnel.hook.control.Caller;
import org.grapnel.hook.control.CommandOutput;
import org.grapnel.hook.control.ControlService;
import org.grapnel.hook.control.Format;

/** A control service of four commands: {@code say WORD}, {@code read}, {@code wait} (until interrupted), {@code who}. */
final class ScriptedControl implements ControlService {
    final CountDownLatch waiting = new CountDownLatch(1);
    final CountDownLatch interrupted = new CountDownLatch(1);

    @Override
    public int run(String line, String input, Caller caller, CommandOutput output, Format format) {
        if (line.startsWith("say ")) {
            output.out(line.substring(4) + "\n");
            return 0;
        }
        if (line.equals("read")) {
            output.out("<" + input + ">\n");
            return 0;
        }
        if (line.equals("who")) {
            output.out(caller + " " + format);
            return 0;
        }
        if (line.equals("wait")) {
            waiting.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
                return 130;
            }
        }
        output.err("no such command: " + line + "\n");
        return 127;
    }

    @Override
    public List<String> complete(String text, int cursor) {
        return List.of(text + cursor, text + "!");
    }
}
