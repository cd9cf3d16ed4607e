package org.grapnel.mta.deliver;

import java.io.IOException;
import java.net.Socket;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.grapnel.hook.Hooks;
import org.grapnel.hook.Reply;
import org.grapnel.hook.Verdict;
import org.grapnel.hook.connect.ConnectionFailure;
import org.grapnel.hook.connect.ConnectionPostBind;
import org.grapnel.hook.connect.ConnectionResult;
import org.grapnel.hook.connect.IncOutboundConnections;
import org.grapnel.hook.connect.LogClientConnectionFailure;
import org.grapnel.hook.connect.LogClientConnectionSuccess;
import org.grapnel.hook.connect.PostInitiateConnectionSmtp;
import org.grapnel.hook.connect.VetoHostConnection;
import org.grapnel.hook.mail.Host;
import org.grapnel.mta.config.ConnectionOptions;
import org.grapnel.mta.config.Settings;
import org.grapnel.mta.connect.BrokenConnectionException;
import org.grapnel.mta.connect.ClientSettings;
import org.grapnel.mta.connect.ConnectFailedException;
import org.grapnel.mta.connect.OutboundSocket;
import org.grapnel.mta.connect.SmtpClient;
import org.grapnel.mta.connect.Steps;
import org.grapnel.mta.queue.ConfiguredBinding;
import org.grapnel.mta.queue.DomainQueue;

/** Opens one connection for a Domain and binding: finds the hosts, tries them in order, greets. */
final class Opening {
    private static final Map<ConnectFailedException.Kind, ConnectionFailure> KINDS = new EnumMap<>(Map.of(
            ConnectFailedException.Kind.BIND, ConnectionFailure.BIND,
            ConnectFailedException.Kind.ABORTED, ConnectionFailure.ABORTED,
            ConnectFailedException.Kind.CONNECT_REFUSED, ConnectionFailure.CONNECT,
            ConnectFailedException.Kind.CONNECT_TIMEOUT, ConnectionFailure.TIME_OUT,
            ConnectFailedException.Kind.NETWORK, ConnectionFailure.NETWORK));

    private final DeliveryServices services;
    private final DomainQueue domain;
    private final ConfiguredBinding binding;

    Opening(DeliveryServices services, DomainQueue domain, ConfiguredBinding binding) {
        this.services = services;
        this.domain = domain;
        this.binding = binding;
    }

    /** A connection that is ready for its first message, or the reply that stands for the failure. */
    sealed interface Result {
        record Ready(OpenConnection connection) implements Result {}

        /**
         * No connection.
         *
         * @param host the one whose failure it was; empty where none was reached
         * @param ofDestination the destination's doing, which shaping is to know
         */
        record Failed(Reply reply, Optional<Host> host, boolean ofDestination) implements Result {
            Failed(Reply reply, Optional<Host> host) {
                this(reply, host, false);
            }
        }
    }

    Result open(Hooks hooks) {
        Found found = services.destinations().of(hooks, domain.name(), binding);
        if (found instanceof Found.Nowhere nowhere) {
            failed(
                    hooks,
                    Optional.empty(),
                    EnumSet.of(nowhere.kind()),
                    nowhere.reply().toString());
            return new Result.Failed(nowhere.reply(), Optional.empty());
        }
        Set<ConnectionFailure> kinds = EnumSet.noneOf(ConnectionFailure.class);
        Result.Failed last = new Result.Failed(
                Reply.of(451, "4.4.1", "No host of " + domain + " may be used now"), Optional.empty());
        List<Host> hosts = ((Found.Hosts) found).hosts();
        int refused = 0;
        for (Host host : hosts) {
            if (vetoed(hooks, host)) {
                kinds.add(ConnectionFailure.LIMIT);
                continue;
            }
            try {
                OpenConnection connection = connect(hooks, host);
                Optional<Reply> refusal = greet(connection);
                if (refusal.isEmpty()) {
                    hooks.call(IncOutboundConnections.POINT, connection);
                    return new Result.Ready(connection);
                }
                connection.client().quit();
                refused++;
                last = new Result.Failed(
                        refusal.get(), Optional.of(host)); // RFC 5321 3.1: it speaks for that host alone
            } catch (ConnectFailedException e) {
                kinds.add(KINDS.get(e.kind()));
                failed(hooks, Optional.of(host), EnumSet.of(KINDS.get(e.kind())), e.getMessage());
                last = new Result.Failed( // RFC 3463 3.5
                        Reply.of(451, "4.4.1", Answers.printable(e.getMessage())), Optional.of(host));
            } catch (IOException e) {
                kinds.add(ConnectionFailure.NETWORK);
                failed(hooks, Optional.of(host), EnumSet.of(ConnectionFailure.NETWORK), e.getMessage());
                last = new Result.Failed(Reply.of(451, "4.4.2", Answers.printable(e.getMessage())), Optional.of(host));
            }
            services.destinations().failed(hooks, domain.name(), binding, host);
        }
        if (!kinds.isEmpty()) {
            hooks.call(
                    PostInitiateConnectionSmtp.POINT,
                    domain,
                    binding,
                    services.clock().instant(),
                    new ConnectionResult.Failed(kinds, last.reply().toString()));
        }
        return new Result.Failed(
                judged(last.reply(), refused == hosts.size()),
                last.host(),
                refused > 0 || Refusals.ofDestination(kinds));
    }

    /** Where one host was only out of reach, or an operator wants patience, what another one refused for good is tried again. */
    private Reply judged(Reply reply, boolean allRefused) {
        boolean giveUp = allRefused
                && services.settings().get().get(ConnectionOptions.REFUSED_GREETING, domain.name(), binding.name())
                        == ConnectionOptions.Greeting.FAIL;
        return giveUp || !reply.isPermanent()
                ? reply
                : Reply.of(451, "4.3.2", "Refused at the greeting: " + Answers.printable(reply.toString()));
    }

    private boolean vetoed(Hooks hooks, Host host) {
        int most = services.queue().shaping().limit(domain.name(), binding.name());
        return hooks.call(VetoHostConnection.POINT, host, domain, binding, most, domain.connections())
                .orElse(false);
    }

    private OpenConnection connect(Hooks hooks, Host host) throws IOException {
        Settings settings = services.settings().get();
        Socket socket = OutboundSocket.open(
                host.address(),
                binding.localAddress(),
                (bound, destination) ->
                        hooks.call(ConnectionPostBind.POINT, domain, binding, bound, host) instanceof Verdict.Fail fail
                                ? Optional.of(fail.reason())
                                : Optional.empty(),
                settings.get(ConnectionOptions.CONNECT_TIMEOUT, domain.name(), binding.name()));
        Instant now = services.clock().instant();
        OpenConnection connection = new OpenConnection(
                new SmtpClient(socket, clientSettings(settings), services.watchdog(), Optional.empty()),
                domain,
                binding,
                host,
                now);
        hooks.call(LogClientConnectionSuccess.POINT, host.address(), domain, binding, now);
        hooks.call(PostInitiateConnectionSmtp.POINT, domain, binding, now, new ConnectionResult.Connected(connection));
        return connection;
    }

    private static Optional<Reply> greet(OpenConnection connection) throws BrokenConnectionException {
        org.grapnel.mta.connect.Reply greeting = connection.client().greet(Steps.NONE);
        if (!greeting.positive()) {
            return Optional.of(Answers.reply(greeting));
        }
        org.grapnel.mta.connect.Reply hello = connection.client().hello(Steps.NONE);
        return hello.positive() ? Optional.empty() : Optional.of(Answers.reply(hello));
    }

    private ClientSettings clientSettings(Settings settings) {
        return ClientSettings.named(binding.ehloName())
                .bannerLimit(settings.get(ConnectionOptions.BANNER_TIMEOUT, domain.name(), binding.name()))
                .commandLimit(settings.get(ConnectionOptions.REPLY_TIMEOUT, domain.name(), binding.name()))
                .dataInitLimit(settings.get(ConnectionOptions.DATA_INIT_TIMEOUT, domain.name(), binding.name()))
                .dataBlockLimit(settings.get(ConnectionOptions.DATA_BLOCK_TIMEOUT, domain.name(), binding.name()))
                .bodyLimit(settings.get(ConnectionOptions.BODY_TIMEOUT, domain.name(), binding.name()))
                .dataEndLimit(settings.get(ConnectionOptions.DATA_END_TIMEOUT, domain.name(), binding.name()))
                .quitLimit(settings.get(ConnectionOptions.QUIT_TIMEOUT, domain.name(), binding.name()))
                .build();
    }

    private void failed(Hooks hooks, Optional<Host> host, Set<ConnectionFailure> kinds, String text) {
        hooks.call(
                LogClientConnectionFailure.POINT,
                host.map(Host::address),
                kinds,
                domain,
                binding,
                services.clock().instant());
        org.slf4j.LoggerFactory.getLogger(Opening.class).info("{}: no connection: {}", domain, text);
    }
}
