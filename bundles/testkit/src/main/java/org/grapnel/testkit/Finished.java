package org.grapnel.testkit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** What a finished program, or a control command, left behind. */
public record Finished(int status, String out, String err) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Fails unless the status is 0; returns itself. */
    public Finished expectSuccess() {
        if (status != 0) throw new AssertionError("expected exit status 0: " + this);
        return this;
    }

    /** The output as JSON. */
    public JsonNode json() {
        try {
            return JSON.readTree(out);
        } catch (JsonProcessingException e) {
            throw new AssertionError("the output is not JSON (" + e.getOriginalMessage() + "): " + this, e);
        }
    }
}
