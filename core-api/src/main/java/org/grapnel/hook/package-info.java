/**
 * NAME: hook – the dispatcher's own API.
 *
 * <p>PLACE IN A MESSAGE'S LIFE: everywhere. A hook point is one interface with one method and one constant {@code POINT};
 * the engine (or a vendor's bundle) calls it in one line through {@link org.grapnel.hook.Hooks}.
 *
 * <p>TYPES: {@link org.grapnel.hook.Hook} says what a point is; {@link org.grapnel.hook.HookPoint} says how it is called;
 * {@link org.grapnel.hook.Verdict} holds the decisions; {@link org.grapnel.hook.HandlerProperties} names the service
 * properties of a handler.
 *
 * <p>THREADS: everything here is immutable or, like {@code Hooks}, safe for use by any thread.
 *
 * <p>FAILURE: whatever a handler throws stays in the dispatcher; the caller sees the point's failure answer.
 */
@Export
@Version("0.1.0")
@NullMarked
package org.grapnel.hook;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
