package org.grapnel.launcher.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.BindException;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleException;

class ReasonTest {
    @Test
    void is_what_the_activator_threw() {
        assertThat(Reason.of(activator(new IllegalStateException("etc/grapnel.json: smtp.listen: no port"))))
                .isEqualTo("etc/grapnel.json: smtp.listen: no port");
    }

    @Test
    void adds_the_fact_below_when_it_says_more() {
        Throwable cause = new IllegalStateException("smtp.listen 127.0.0.1:25", new BindException("Permission denied"));

        assertThat(Reason.of(activator(cause))).isEqualTo("smtp.listen 127.0.0.1:25: Permission denied");
    }

    @Test
    void says_nothing_twice() {
        Throwable cause = new IllegalStateException("cannot bind: in use", new BindException("in use"));

        assertThat(Reason.of(activator(cause))).isEqualTo("cannot bind: in use");
    }

    @Test
    void skips_exceptions_that_only_wrap() {
        Throwable cause = new ExecutionException(new RuntimeException(new BindException("in use")));

        assertThat(Reason.of(activator(cause))).isEqualTo("in use");
    }

    @Test
    void is_the_type_where_there_is_no_message() {
        assertThat(Reason.of(activator(new NullPointerException()))).isEqualTo("java.lang.NullPointerException");
        assertThat(Reason.of(activator(new NoClassDefFoundError("a/B")))).isEqualTo("NoClassDefFoundError a/B");
    }

    @Test
    void is_one_line_of_bounded_length() {
        String reason = Reason.of(activator(new IllegalStateException("a\n  b\r\n" + "x".repeat(5_000))));

        assertThat(reason).startsWith("a b xxx").hasSizeLessThan(1_100);
    }

    @Test
    void names_the_missing_capability_at_the_end_of_a_chain() {
        BundleException e = new BundleException(
                "Unable to resolve org.a [2](R 2.0): missing requirement [org.a [2](R 2.0)] osgi.wiring.package;"
                        + " (osgi.wiring.package=b.api) [caused by: Unable to resolve org.b [3](R 3.0): missing requirement"
                        + " [org.b [3](R 3.0)] osgi.wiring.package; (&(osgi.wiring.package=c.api)(version>=1.0.0)(!(version>=2.0.0)))]"
                        + " Unresolved requirements: [[org.a [2](R 2.0)] osgi.wiring.package; (osgi.wiring.package=b.api)]",
                BundleException.RESOLVE_ERROR);

        assertThat(Reason.of(e))
                .isEqualTo("bundle org.b needs package c.api [1.0.0,2.0.0), which no installed bundle provides");
    }

    @Test
    void names_a_package_without_versions_and_any_other_capability_by_its_filter() {
        assertThat(Reason.of(missing("osgi.wiring.package; (osgi.wiring.package=c.api)")))
                .isEqualTo("bundle org.a needs package c.api, which no installed bundle provides");
        assertThat(Reason.of(missing("osgi.extender; (osgi.extender=osgi.component)")))
                .isEqualTo(
                        "bundle org.a needs osgi.extender (osgi.extender=osgi.component), which no installed bundle provides");
    }

    private static BundleException missing(String requirement) {
        return new BundleException(
                "Unable to resolve org.a [2](R 2.0): missing requirement [org.a [2](R 2.0)] " + requirement
                        + " Unresolved requirements: [[org.a [2](R 2.0)] " + requirement + "]",
                BundleException.RESOLVE_ERROR);
    }

    private static BundleException activator(Throwable cause) {
        return new BundleException("Activator start error in bundle x [7].", BundleException.ACTIVATOR_ERROR, cause);
    }
}
