package org.grapnel.hook.bounce;

/**
 * What a bounce mail is about, and what says so.
 *
 * @param position where in the decoded body the telling words begin, in characters from 0
 */
public record BounceFinding(BounceClass bounceClass, int position) {}
