package org.grapnel.mta.deliver;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.grapnel.hook.Hooks;
import org.grapnel.hook.Verdict;
import org.grapnel.hook.deliver.PostReadSmtp;
import org.grapnel.hook.deliver.PreReadSmtp;
import org.grapnel.hook.deliver.SmtpClientMailfromArgs;
import org.grapnel.hook.deliver.SmtpClientRcpttoArgs;
import org.grapnel.hook.deliver.SmtpState;
import org.grapnel.mta.connect.Recipient;
import org.grapnel.mta.connect.Reply;
import org.grapnel.mta.connect.Stage;
import org.grapnel.mta.connect.Steps;

/** Puts the hooks of the dialogue between the client's steps. */
final class HookedSteps implements Steps {
    private static final Map<Stage, SmtpState> STATES = new EnumMap<>(Map.of(
            Stage.HELLO, SmtpState.EHLO,
            Stage.STARTTLS, SmtpState.STARTTLS,
            Stage.XCLIENT, SmtpState.XCLIENT,
            Stage.MAIL, SmtpState.MAIL,
            Stage.RCPT, SmtpState.RCPT,
            Stage.DATA, SmtpState.DATA,
            Stage.END, SmtpState.BODY,
            Stage.RSET, SmtpState.RSET,
            Stage.QUIT, SmtpState.QUIT));

    private final Hooks hooks;
    private final Attempt attempt;
    private final Supplier<Optional<String>> earlierDurable;

    HookedSteps(Hooks hooks, Attempt attempt, Supplier<Optional<String>> earlierDurable) {
        this.hooks = hooks;
        this.attempt = attempt;
        this.earlierDurable = earlierDurable;
    }

    @Override
    public Optional<String> beforeMailFrom(String sender, List<String> parameters) {
        return hooks.anyFor(SmtpClientMailfromArgs.POINT)
                ? objection(hooks.call(SmtpClientMailfromArgs.POINT, attempt, new CommandArguments(parameters)))
                : Optional.empty();
    }

    @Override
    public Optional<String> beforeRcptTo(Recipient recipient, List<String> parameters) {
        if (!hooks.anyFor(SmtpClientRcpttoArgs.POINT)) {
            return Optional.empty();
        }
        attempt.current(attempt.recipient(recipient.address()));
        try {
            return objection(hooks.call(SmtpClientRcpttoArgs.POINT, attempt, new CommandArguments(parameters)));
        } finally {
            attempt.current(null);
        }
    }

    /** A crash from here on may repeat this message; it must not repeat the one before it. */
    @Override
    public Optional<String> beforeEndOfData() {
        return earlierDurable.get();
    }

    @Override
    public Optional<String> beforeRead(int expectedCode, Stage next) {
        return hooks.anyFor(PreReadSmtp.POINT)
                ? objection(hooks.call(PreReadSmtp.POINT, attempt, expectedCode, state(next)))
                : Optional.empty();
    }

    @Override
    public Optional<String> afterRead(Reply reply, int expectedCode, Stage next) {
        if (!hooks.anyFor(PostReadSmtp.POINT)) {
            return Optional.empty();
        }
        attempt.lastReply(Answers.reply(reply));
        return objection(hooks.call(PostReadSmtp.POINT, attempt, reply.octets(), expectedCode, state(next)));
    }

    private static SmtpState state(Stage stage) {
        return STATES.getOrDefault(stage, SmtpState.IDLE);
    }

    private static Optional<String> objection(Verdict.OfOperation verdict) {
        return verdict instanceof Verdict.Fail fail ? Optional.of(fail.reason()) : Optional.empty();
    }
}
