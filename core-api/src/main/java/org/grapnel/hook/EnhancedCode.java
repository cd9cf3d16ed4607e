package org.grapnel.hook;

/** An enhanced mail system status code (RFC 3463), such as 5.7.1. */
public record EnhancedCode(int status, int subject, int detail) {
    public EnhancedCode {
        if ((status != 2 && status != 4 && status != 5) || subject < 0 || subject > 999 || detail < 0 || detail > 999) {
            throw new IllegalArgumentException(status + "." + subject + "." + detail
                    + ": not an enhanced status code; class 2, 4 or 5, then two numbers up to 999 (RFC 3463 2)");
        }
    }

    /** Reads {@code 5.7.1}. */
    public static EnhancedCode of(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 3) {
            throw new IllegalArgumentException(text + ": not an enhanced status code such as 5.7.1 (RFC 3463 2)");
        }
        try {
            return new EnhancedCode(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(text + ": not an enhanced status code such as 5.7.1 (RFC 3463 2)", e);
        }
    }

    @Override
    public String toString() {
        return status + "." + subject + "." + detail;
    }
}
