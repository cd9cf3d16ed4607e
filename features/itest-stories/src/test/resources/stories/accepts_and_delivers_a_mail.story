S: 220 mx.grapnel.test ESMTP Grapnel
C: HELO client.test
S: 250 mx.grapnel.test
C: MAIL FROM:<s@a.test>
S: 250 2.1.0 Sender ok
C: RCPT TO:<x@b.test>
S: 250 2.1.5 Recipient ok
C: DATA
S: /354 .*/
C: Subject: one
C: From: s@a.test
C:
C: Good morning.
C: .
S: /250 2\.\d\.0 .*/
C: QUIT
S: /221 2\.0\.0 .*/
-- closed

DELIVERED 1
  from: s@a.test
  to: x@b.test
  header: Subject: one
  header: From: s@a.test
  body-contains: Good morning.
