/**
 * NAME: feature – which bundles an installation is made of, read from {@code features/*.json}.
 *
 * <p>TYPES: {@link org.grapnel.launcher.feature.FeatureReader} reads files into {@link org.grapnel.launcher.feature.Feature}s;
 * an {@link org.grapnel.launcher.feature.ArtifactId} knows its place in {@code system/}.
 *
 * <p>THREADS: immutable values.
 *
 * <p>FAILURE: {@code Refused} with file, line and what to mend; a key we don't know is a mistake, not an extension.
 *
 * <p>STANDARDS: OSGi Compendium 159 Feature Service (the file format), 160 Feature Launcher (the metadata
 * {@code bundleStartLevel}, the extensions {@code bundle-start-levels} and {@code framework-launching-properties}).
 */
@NullMarked
package org.grapnel.launcher.feature;

import org.jspecify.annotations.NullMarked;
