# RFC 5321 4.1.4
S: 220 mx.grapnel.test ESMTP Grapnel
C: HELO client.test
S: 250 mx.grapnel.test
C: MAIL FROM:<s@a.test>
S: 250 2.1.0 Sender ok
C: RCPT TO:<x@b.test>
S: 250 2.1.5 Recipient ok
C: HELO client.test
S: 250 mx.grapnel.test
C: RCPT TO:<y@b.test>
S: /503 5\.5\.1 .*/
