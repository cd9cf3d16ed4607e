# RFC 5321 4.1.1.5
S: 220 mx.grapnel.test ESMTP Grapnel
C: HELO client.test
S: 250 mx.grapnel.test
C: MAIL FROM:<forgotten@a.test>
S: 250 2.1.0 Sender ok
C: RCPT TO:<forgotten@b.test>
S: 250 2.1.5 Recipient ok
C: RSET
S: 250 2.0.0 Ok
C: DATA
S: /503 5\.5\.1 .*/
C: MAIL FROM:<s@a.test>
S: 250 2.1.0 Sender ok
C: RCPT TO:<x@b.test>
S: 250 2.1.5 Recipient ok
C: DATA
S: /354 .*/
C: Subject: after
C:
C: .
S: /250 2\.\d\.0 .*/

DELIVERED 1
  from: s@a.test
  to: x@b.test
