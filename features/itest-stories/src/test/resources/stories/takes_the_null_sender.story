# RFC 5321 4.5.5
S: 220 mx.grapnel.test ESMTP Grapnel
C: HELO client.test
S: 250 mx.grapnel.test
C: MAIL FROM:<>
S: 250 2.1.0 Sender ok
C: RCPT TO:<x@b.test>
S: 250 2.1.5 Recipient ok
C: DATA
S: /354 .*/
C: Subject: a notice
C:
C: .
S: /250 2\.\d\.0 .*/

DELIVERED 1
  from:
  to: x@b.test
