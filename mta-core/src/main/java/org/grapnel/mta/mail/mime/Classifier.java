package org.grapnel.mta.mail.mime;

import java.util.Optional;
import org.grapnel.hook.mail.ContentType;
import org.grapnel.hook.mail.MimePart;

/** Asks whoever knows better than a part's own field what the part is. */
public interface Classifier {
    Optional<ContentType> classify(MimePart part);
}
