# RFC 5321 4.5.2
S: 220 mx.grapnel.test ESMTP Grapnel
C: HELO client.test
S: 250 mx.grapnel.test
C: MAIL FROM:<s@a.test>
S: 250 2.1.0 Sender ok
C: RCPT TO:<x@b.test>
S: 250 2.1.5 Recipient ok
C: DATA
S: /354 .*/
C: Subject: dots
C:
C: ..one dot
C: ...two dots
C: ..
C: .lost its dot
C: in . the middle.
C: .
S: /250 2\.\d\.0 .*/

DELIVERED 1
  body-contains: /^\.one dot\r\n\.\.two dots\r\n\.\r\nlost its dot\r\nin \. the middle\.\r\n/
