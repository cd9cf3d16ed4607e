package org.grapnel.mta.tls;

/** Why a certificate, key or list of authorities can't be used: {@code FILE: PLACE: PROBLEM; MEND}, in one line. */
public final class TlsProblem extends Exception {
    private static final long serialVersionUID = 1;

    TlsProblem(String place, String problem, String mend) {
        super((place + ": " + problem + "; " + mend).replaceAll("\\p{Cntrl}", " "), null, false, false);
    }
}
