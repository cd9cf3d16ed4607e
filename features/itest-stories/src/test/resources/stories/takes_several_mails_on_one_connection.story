S: 220 mx.grapnel.test ESMTP Grapnel
C: HELO client.test
S: 250 mx.grapnel.test
C: MAIL FROM:<s1@a.test>
S: 250 2.1.0 Sender ok
C: RCPT TO:<x@b.test>
S: 250 2.1.5 Recipient ok
C: DATA
S: /354 .*/
C: Subject: mail 1
C:
C: body 1
C: .
S: /250 2\.\d\.0 .*/
C: MAIL FROM:<s2@a.test>
S: 250 2.1.0 Sender ok
C: RCPT TO:<x@b.test>
S: 250 2.1.5 Recipient ok
C: DATA
S: /354 .*/
C: Subject: mail 2
C:
C: body 2
C: .
S: /250 2\.\d\.0 .*/
C: MAIL FROM:<s3@a.test>
S: 250 2.1.0 Sender ok
C: RCPT TO:<x@b.test>
S: 250 2.1.5 Recipient ok
C: DATA
S: /354 .*/
C: Subject: mail 3
C:
C: body 3
C: .
S: /250 2\.\d\.0 .*/
C: QUIT
S: /221 2\.0\.0 .*/
-- closed

DELIVERED 3
  from: s1@a.test
  header: Subject: mail 1

  from: s2@a.test
  header: Subject: mail 2

  from: s3@a.test
  body-contains: body 3
