# RFC 5321 4.1.1.3, 4.5.1
S: 220 mx.grapnel.test ESMTP Grapnel
C: HELO client.test
S: 250 mx.grapnel.test
C: MAIL FROM:<s@a.test>
S: 250 2.1.0 Sender ok
C: RCPT TO:<Postmaster>
S: 250 2.1.5 Recipient ok
C: DATA
S: /354 .*/
C: Subject: help
C:
C: .
S: /250 2\.\d\.0 .*/

DELIVERED 1
  to: Postmaster@mx.grapnel.test
