# RFC 5321 3.6.1, appendix C
S: 220 mx.grapnel.test ESMTP Grapnel
C: HELO client.test
S: 250 mx.grapnel.test
C: MAIL FROM:<@r1.test,@r2.test:s@a.test>
S: 250 2.1.0 Sender ok
C: RCPT TO:<@r3.test:x@b.test>
S: 250 2.1.5 Recipient ok
C: DATA
S: /354 .*/
C: Subject: route
C:
C: .
S: /250 2\.\d\.0 .*/

DELIVERED 1
  from: s@a.test
  to: x@b.test
