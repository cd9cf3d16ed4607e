S: 220 mx.grapnel.test ESMTP Grapnel
C: HELO client.test
S: 250 mx.grapnel.test
C: MAIL FROM:<s@a.test>
S: 250 2.1.0 Sender ok
C: RCPT TO:<x@b.test>
S: 250 2.1.5 Recipient ok
C: DATA
S: /354 .*/
C: X-First: 1
C: Subject: folded
C:  over two lines
C: X-Last: 3
C:
C: body
C: .
S: /250 2\.\d\.0 .*/

DELIVERED 1
  header: Subject: folded over two lines
  header: X-First: 1
  header: X-Last: 3
