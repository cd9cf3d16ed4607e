package org.grapnel.itest.container.vendor;

import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;

/** Words a greeting; the text travels through all handlers. */
@Hook(
        name = "vendor_greeting",
        kind = HookKind.FOLD,
        thread = HookThread.ANY,
        when = "somebody is greeted",
        byDefault = "the text as it is")
@FunctionalInterface
public interface VendorGreeting {
    HookPoint.Of1<VendorGreeting, String, String> POINT =
            HookPoint.fold(VendorGreeting.class, VendorGreeting::vendorGreeting);

    String vendorGreeting(String text);
}
