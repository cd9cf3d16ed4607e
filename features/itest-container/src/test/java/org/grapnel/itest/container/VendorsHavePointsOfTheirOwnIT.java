package org.grapnel.itest.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.UnaryOperator;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;

public class VendorsHavePointsOfTheirOwnIT extends LiveContainer {
    @Test
    public void a_point_of_a_vendor_is_listed_and_callable_and_goes_with_its_bundle() throws Exception {
        assertThat(hooks("vendor_greeting")).isEmpty();
        Bundle vendor = install(Plugins.vendor());
        assertThat(hooks("vendor_greeting")).singleElement().satisfies(row -> {
            assertThat(row.get("kind").asText()).isEqualToIgnoringCase("fold");
            assertThat(row.get("handler").asText()).isEmpty();
        });
        assertThat(greet("Ann")).isEqualTo("Ann");

        Bundle polite = install(Plugins.polite());
        assertThat(hooks("vendor_greeting")).singleElement().satisfies(row -> {
            assertThat(row.get("handler").asText()).isEqualTo("polite");
            assertThat(row.get("bundle").asText()).isEqualTo("polite");
        });
        assertThat(greet("Ann")).isEqualTo("dear Ann");

        polite.stop();
        assertThat(greet("Ann")).isEqualTo("Ann");
        vendor.uninstall();
        assertThat(hooks("vendor_greeting")).isEmpty();
    }

    @SuppressWarnings("unchecked") // the vendor's bundle registers just this
    private String greet(String name) throws Exception {
        ServiceReference<?> greeter = context.getServiceReferences(UnaryOperator.class, "(test.greeter=true)")
                .iterator()
                .next();
        return ((UnaryOperator<String>) context.getService(greeter)).apply(name);
    }
}
