/**
 * NAME: baseline – that a change of the API shows in the versions of its packages.
 *
 * <p>TYPES: {@link org.grapnel.hook.baseline.Api} is what the classes offer, {@link org.grapnel.hook.baseline.ApiText} its description as text,
 * {@link org.grapnel.hook.baseline.Verdicts} says which packages have too low a version.
 *
 * <p>SEE ALSO: docs/plugins.md, Versions.
 */
@NullMarked
package org.grapnel.hook.baseline;

import org.jspecify.annotations.NullMarked;
