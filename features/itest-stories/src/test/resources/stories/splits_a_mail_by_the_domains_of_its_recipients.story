S: 220 mx.grapnel.test ESMTP Grapnel
C: HELO client.test
S: 250 mx.grapnel.test
C: MAIL FROM:<s@a.test>
S: 250 2.1.0 Sender ok
C: RCPT TO:<x@one.test>
S: 250 2.1.5 Recipient ok
C: RCPT TO:<y@one.test>
S: 250 2.1.5 Recipient ok
C: RCPT TO:<z@two.test>
S: 250 2.1.5 Recipient ok
C: DATA
S: /354 .*/
C: Subject: three
C:
C: body
C: .
S: /250 2\.\d\.0 .*/

DELIVERED 2
  to: x@one.test, y@one.test
  body-contains: body

  to: z@two.test
  header: Subject: three
