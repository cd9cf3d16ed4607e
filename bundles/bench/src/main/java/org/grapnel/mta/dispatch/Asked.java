package org.grapnel.mta.dispatch;

import org.grapnel.hook.Hook;
import org.grapnel.hook.HookKind;
import org.grapnel.hook.HookPoint;
import org.grapnel.hook.HookThread;
import org.grapnel.hook.Verdict;

/** A point of the commonest kind. */
@Hook(name = "asked", kind = HookKind.VERDICT, thread = HookThread.ANY, when = "it is measured", byDefault = "goes on")
interface Asked {
    HookPoint.Of1<Asked, Object, Verdict.OfStep> POINT = HookPoint.verdict(Asked.class, Asked::asked, Verdict.FAULT);

    Verdict.OfStep asked(Object subject);
}
