package org.grapnel.stories;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.grapnel.testkit.MailPump;
import org.grapnel.testkit.ReceivedMail;

/**
 * What one notice says of one recipient of one pumped mail.
 *
 * @param notice the notice's own identity: copies of it are copies of one mail, another one is told again
 * @param mail the id of the mail that it is about
 */
record CrashNotice(String notice, String mail, String recipient, Action action) {
    enum Action {
        FAILED,
        DELAYED,
        RELAYED
    }

    private static final Pattern ID = Pattern.compile(MailPump.ID_HEADER + ": (\\S+)");
    private static final Pattern STATUS =
            Pattern.compile("\r\nFinal-Recipient: rfc822; (\\S+)\r\nAction: ([a-z]+)\r\n");

    static boolean is(ReceivedMail mail) {
        return mail.header(MailPump.ID_HEADER).isEmpty();
    }

    /** The pump's id of the mail, or of the one that a notice is about. */
    static String idIn(ReceivedMail mail) {
        Matcher id = ID.matcher(mail.text());
        assertThat(id.find()).as("no id in %s", mail).isTrue();
        return id.group(1);
    }

    static List<CrashNotice> in(ReceivedMail mail) {
        String notice = mail.header("Message-ID").orElseThrow();
        String about = idIn(mail);
        List<CrashNotice> said = new ArrayList<>();
        for (Matcher status = STATUS.matcher(mail.text()); status.find(); ) {
            said.add(new CrashNotice(
                    notice,
                    about,
                    status.group(1),
                    Action.valueOf(status.group(2).toUpperCase(java.util.Locale.ROOT))));
        }
        assertThat(said).as("of whom %s tells", mail).isNotEmpty();
        return said;
    }
}
