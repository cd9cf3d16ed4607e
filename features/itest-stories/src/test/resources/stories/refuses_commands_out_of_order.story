# RFC 5321 4.1.4
S: 220 mx.grapnel.test ESMTP Grapnel
C: MAIL FROM:<s@a.test>
S: /503 5\.5\.1 .*/
C: HELO client.test
S: 250 mx.grapnel.test
C: RCPT TO:<x@b.test>
S: /503 5\.5\.1 .*/
C: DATA
S: /503 5\.5\.1 .*/
C: MAIL FROM:<s@a.test>
S: 250 2.1.0 Sender ok
C: MAIL FROM:<t@a.test>
S: /503 5\.5\.1 .*/
C: DATA
S: /55[04] 5\.5\.1 .*/
C: RCPT TO:<x@b.test>
S: 250 2.1.5 Recipient ok
C: DATA now
S: /501 5\.5\.4 .*/
C: DATA
S: /354 .*/
C: Subject: in order at last
C:
C: .
S: /250 2\.\d\.0 .*/

DELIVERED 1
  from: s@a.test
  header: Subject: in order at last
