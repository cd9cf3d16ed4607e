# RFC 5321 6.3
S: 220 mx.grapnel.test ESMTP Grapnel
C: HELO client.test
S: 250 mx.grapnel.test
C: MAIL FROM:<s@a.test>
S: 250 2.1.0 Sender ok
C: RCPT TO:<x@b.test>
S: 250 2.1.5 Recipient ok
C: DATA
S: /354 .*/
C: Received: from a by b; Sun, 1 Nov 2026 00:00:00 +0000
C: Received: from a by b; Sun, 1 Nov 2026 00:00:00 +0000
C: Received: from a by b; Sun, 1 Nov 2026 00:00:00 +0000
C: Received: from a by b; Sun, 1 Nov 2026 00:00:00 +0000
C: Received: from a by b; Sun, 1 Nov 2026 00:00:00 +0000
C: Received: from a by b; Sun, 1 Nov 2026 00:00:00 +0000
C: Received: from a by b; Sun, 1 Nov 2026 00:00:00 +0000
C: Received: from a by b; Sun, 1 Nov 2026 00:00:00 +0000
C: Received: from a by b; Sun, 1 Nov 2026 00:00:00 +0000
C: Received: from a by b; Sun, 1 Nov 2026 00:00:00 +0000
C: Received: from a by b; Sun, 1 Nov 2026 00:00:00 +0000
C: Received: from a by b; Sun, 1 Nov 2026 00:00:00 +0000
C: Received: from a by b; Sun, 1 Nov 2026 00:00:00 +0000
C: Received: from a by b; Sun, 1 Nov 2026 00:00:00 +0000
C: Received: from a by b; Sun, 1 Nov 2026 00:00:00 +0000
C: Received: from a by b; Sun, 1 Nov 2026 00:00:00 +0000
C: Received: from a by b; Sun, 1 Nov 2026 00:00:00 +0000
C: Received: from a by b; Sun, 1 Nov 2026 00:00:00 +0000
C: Received: from a by b; Sun, 1 Nov 2026 00:00:00 +0000
C: Received: from a by b; Sun, 1 Nov 2026 00:00:00 +0000
C: Received: from a by b; Sun, 1 Nov 2026 00:00:00 +0000
C: Received: from a by b; Sun, 1 Nov 2026 00:00:00 +0000
C: Received: from a by b; Sun, 1 Nov 2026 00:00:00 +0000
C: Received: from a by b; Sun, 1 Nov 2026 00:00:00 +0000
C: Received: from a by b; Sun, 1 Nov 2026 00:00:00 +0000
C: Received: from a by b; Sun, 1 Nov 2026 00:00:00 +0000
C: Received: from a by b; Sun, 1 Nov 2026 00:00:00 +0000
C: Received: from a by b; Sun, 1 Nov 2026 00:00:00 +0000
C: Received: from a by b; Sun, 1 Nov 2026 00:00:00 +0000
C: Received: from a by b; Sun, 1 Nov 2026 00:00:00 +0000
C: Received: from a by b; Sun, 1 Nov 2026 00:00:00 +0000
C: Received: from a by b; Sun, 1 Nov 2026 00:00:00 +0000
C: Received: from a by b; Sun, 1 Nov 2026 00:00:00 +0000
C: Received: from a by b; Sun, 1 Nov 2026 00:00:00 +0000
C: Received: from a by b; Sun, 1 Nov 2026 00:00:00 +0000
C: Received: from a by b; Sun, 1 Nov 2026 00:00:00 +0000
C: Received: from a by b; Sun, 1 Nov 2026 00:00:00 +0000
C: Received: from a by b; Sun, 1 Nov 2026 00:00:00 +0000
C: Received: from a by b; Sun, 1 Nov 2026 00:00:00 +0000
C: Received: from a by b; Sun, 1 Nov 2026 00:00:00 +0000
C: Received: from a by b; Sun, 1 Nov 2026 00:00:00 +0000
C: Received: from a by b; Sun, 1 Nov 2026 00:00:00 +0000
C: Received: from a by b; Sun, 1 Nov 2026 00:00:00 +0000
C: Received: from a by b; Sun, 1 Nov 2026 00:00:00 +0000
C: Received: from a by b; Sun, 1 Nov 2026 00:00:00 +0000
C: Received: from a by b; Sun, 1 Nov 2026 00:00:00 +0000
C: Received: from a by b; Sun, 1 Nov 2026 00:00:00 +0000
C: Received: from a by b; Sun, 1 Nov 2026 00:00:00 +0000
C: Received: from a by b; Sun, 1 Nov 2026 00:00:00 +0000
C: Received: from a by b; Sun, 1 Nov 2026 00:00:00 +0000
C: Received: from a by b; Sun, 1 Nov 2026 00:00:00 +0000
C: Received: from a by b; Sun, 1 Nov 2026 00:00:00 +0000
C: Received: from a by b; Sun, 1 Nov 2026 00:00:00 +0000
C: Received: from a by b; Sun, 1 Nov 2026 00:00:00 +0000
C: Received: from a by b; Sun, 1 Nov 2026 00:00:00 +0000
C: Received: from a by b; Sun, 1 Nov 2026 00:00:00 +0000
C: Received: from a by b; Sun, 1 Nov 2026 00:00:00 +0000
C: Received: from a by b; Sun, 1 Nov 2026 00:00:00 +0000
C: Received: from a by b; Sun, 1 Nov 2026 00:00:00 +0000
C: Received: from a by b; Sun, 1 Nov 2026 00:00:00 +0000
C: Received: from a by b; Sun, 1 Nov 2026 00:00:00 +0000
C: Received: from a by b; Sun, 1 Nov 2026 00:00:00 +0000
C: Received: from a by b; Sun, 1 Nov 2026 00:00:00 +0000
C: Received: from a by b; Sun, 1 Nov 2026 00:00:00 +0000
C: Received: from a by b; Sun, 1 Nov 2026 00:00:00 +0000
C: Received: from a by b; Sun, 1 Nov 2026 00:00:00 +0000
C: Received: from a by b; Sun, 1 Nov 2026 00:00:00 +0000
C: Received: from a by b; Sun, 1 Nov 2026 00:00:00 +0000
C: Received: from a by b; Sun, 1 Nov 2026 00:00:00 +0000
C: Received: from a by b; Sun, 1 Nov 2026 00:00:00 +0000
C: Received: from a by b; Sun, 1 Nov 2026 00:00:00 +0000
C: Received: from a by b; Sun, 1 Nov 2026 00:00:00 +0000
C: Received: from a by b; Sun, 1 Nov 2026 00:00:00 +0000
C: Received: from a by b; Sun, 1 Nov 2026 00:00:00 +0000
C: Received: from a by b; Sun, 1 Nov 2026 00:00:00 +0000
C: Received: from a by b; Sun, 1 Nov 2026 00:00:00 +0000
C: Received: from a by b; Sun, 1 Nov 2026 00:00:00 +0000
C: Received: from a by b; Sun, 1 Nov 2026 00:00:00 +0000
C: Received: from a by b; Sun, 1 Nov 2026 00:00:00 +0000
C: Received: from a by b; Sun, 1 Nov 2026 00:00:00 +0000
C: Received: from a by b; Sun, 1 Nov 2026 00:00:00 +0000
C: Received: from a by b; Sun, 1 Nov 2026 00:00:00 +0000
C: Received: from a by b; Sun, 1 Nov 2026 00:00:00 +0000
C: Received: from a by b; Sun, 1 Nov 2026 00:00:00 +0000
C: Received: from a by b; Sun, 1 Nov 2026 00:00:00 +0000
C: Received: from a by b; Sun, 1 Nov 2026 00:00:00 +0000
C: Received: from a by b; Sun, 1 Nov 2026 00:00:00 +0000
C: Received: from a by b; Sun, 1 Nov 2026 00:00:00 +0000
C: Received: from a by b; Sun, 1 Nov 2026 00:00:00 +0000
C: Received: from a by b; Sun, 1 Nov 2026 00:00:00 +0000
C: Received: from a by b; Sun, 1 Nov 2026 00:00:00 +0000
C: Received: from a by b; Sun, 1 Nov 2026 00:00:00 +0000
C: Received: from a by b; Sun, 1 Nov 2026 00:00:00 +0000
C: Received: from a by b; Sun, 1 Nov 2026 00:00:00 +0000
C: Received: from a by b; Sun, 1 Nov 2026 00:00:00 +0000
C: Received: from a by b; Sun, 1 Nov 2026 00:00:00 +0000
C: Received: from a by b; Sun, 1 Nov 2026 00:00:00 +0000
C: Received: from a by b; Sun, 1 Nov 2026 00:00:00 +0000
C: Received: from a by b; Sun, 1 Nov 2026 00:00:00 +0000
C: Received: from a by b; Sun, 1 Nov 2026 00:00:00 +0000
C: Received: from a by b; Sun, 1 Nov 2026 00:00:00 +0000
C: Subject: loop
C:
C: .
S: /554 5\.4\.6 .*/
C: NOOP
S: /250 .*/

DELIVERED 0
