package org.grapnel.launcher.feature;

import java.util.OptionalInt;

/** One entry of a feature's {@code bundles}. */
public record FeatureBundle(ArtifactId id, OptionalInt startLevel) {}
