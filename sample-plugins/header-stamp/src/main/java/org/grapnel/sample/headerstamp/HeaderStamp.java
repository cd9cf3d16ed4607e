package org.grapnel.sample.headerstamp;

import java.util.Optional;
import org.grapnel.hook.HandlerProperties;
import org.grapnel.hook.Verdict;
import org.grapnel.hook.mail.EditableMessage;
import org.grapnel.hook.reception.ValidateDataSpoolEachRcpt;
import org.grapnel.hook.session.Session;
import org.grapnel.hook.session.ValidationContext;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stamps each mail, for each recipient, with a header field above all others. It never refuses.
 *
 * <p>{@code @Modified} takes a new configuration without the service being taken away, so that no mail passes unstamped;
 * the new stamp is swapped in whole, so that no mail gets half of each.
 */
@Component(
        name = HeaderStamp.PID,
        configurationPolicy = ConfigurationPolicy.OPTIONAL,
        property = HandlerProperties.NAME + "=header-stamp")
@Designate(ocd = HeaderStampConfig.class)
public final class HeaderStamp implements ValidateDataSpoolEachRcpt {
    static final String PID = "org.grapnel.header-stamp";

    private static final Logger LOG = LoggerFactory.getLogger(HeaderStamp.class);
    private static final Stamp DEFAULT = Stamp.of("X-Grapnel-Stamp", "header-stamp {version}");

    private final String bundle;
    private final String version;
    private volatile Stamp stamp = DEFAULT;

    @Activate
    public HeaderStamp(BundleContext context, HeaderStampConfig config) {
        this(context.getBundle(), config);
    }

    HeaderStamp(Bundle bundle, HeaderStampConfig config) {
        this.bundle = bundle.getSymbolicName();
        this.version = bundle.getVersion().toString();
        configure(config);
    }

    @Modified
    void configure(HeaderStampConfig config) {
        try {
            stamp = Stamp.of(config.header(), config.text());
        } catch (IllegalArgumentException e) {
            LOG.error("etc/{}.json: {}; '{}' stays in force", PID, e.getMessage(), stamp.header());
        }
    }

    @Override
    public Verdict.OfDelivery validateDataSpoolEachRcpt(
            EditableMessage message, Optional<Session> session, ValidationContext context) {
        Stamp now = stamp;
        String value = now.value(new Facts(bundle, version, message, session));
        message.content().headers().prepend(now.header(), value);
        return Verdict.CONTINUE;
    }
}
