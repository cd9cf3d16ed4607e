package org.grapnel.mta.connect;

import java.util.List;
import java.util.Optional;

/**
 * What the engine hears of a dialogue, and where it may end an attempt: a reason makes the attempt a transient failure of
 * every recipient that has no result yet. Called on the connection's thread; time spent here is in no limit.
 */
public interface Steps {
    /** Nobody listens. */
    Steps NONE = new Steps() {};

    /** Before XCLIENT is written; the arguments may be edited. */
    default Optional<String> beforeXclient(List<String> arguments) {
        return Optional.empty();
    }

    /** Before MAIL, or the pipelined group that begins with it, is written; the parameters may be edited. */
    default Optional<String> beforeMailFrom(String sender, List<String> parameters) {
        return Optional.empty();
    }

    /** Before RCPT, or the pipelined group that holds it, is written; the parameters may be edited. */
    default Optional<String> beforeRcptTo(Recipient recipient, List<String> parameters) {
        return Optional.empty();
    }

    /**
     * Before the final dot or the last chunk is written. May block for as long as the server's patience lasts. A reason
     * ends the connection, because DATA can't be taken back otherwise.
     */
    default Optional<String> beforeEndOfData() {
        return Optional.empty();
    }

    /** Before a reply is read. */
    default Optional<String> beforeRead(int expectedCode, Stage next) {
        return Optional.empty();
    }

    /** After a reply was read, before it is judged. */
    default Optional<String> afterRead(Reply reply, int expectedCode, Stage next) {
        return Optional.empty();
    }
}
