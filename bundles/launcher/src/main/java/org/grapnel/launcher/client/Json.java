package org.grapnel.launcher.client;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;

/** The JSON dialect of the control socket: plain, flat, bounded by {@link AnswerReader#LONGEST_LINE}. */
final class Json {
    static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(5)
                    .maxStringLength(AnswerReader.LONGEST_LINE)
                    .build())
            .build();

    private Json() {}
}
