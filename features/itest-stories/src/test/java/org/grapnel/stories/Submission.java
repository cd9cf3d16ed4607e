package org.grapnel.stories;

import java.net.InetSocketAddress;

/**
 * One mail that a client is to send, from s@a.test to x@b.test.
 *
 * @param mechanism of AUTH; empty = the client does not authenticate
 * @param trust the PEM file with the authority that the client trusts; empty where the channel is plain
 * @param certificate the client's own, a path without .pem and .key; empty = none
 */
record Submission(
        InetSocketAddress server,
        Channel channel,
        String mechanism,
        String user,
        String secret,
        String subject,
        String trust,
        String certificate) {
    static Submission plain(InetSocketAddress server, String mechanism, String user, String secret, String subject) {
        return new Submission(server, Channel.PLAIN, mechanism, user, secret, subject, "", "");
    }

    Submission over(Channel newChannel, String newTrust) {
        return new Submission(server, newChannel, mechanism, user, secret, subject, newTrust, certificate);
    }

    Submission showing(String newCertificate) {
        return new Submission(server, channel, mechanism, user, secret, subject, trust, newCertificate);
    }

    String port() {
        return Integer.toString(server.getPort());
    }
}
