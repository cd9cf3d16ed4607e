# RFC 5321 2.4; a space behind the colon is common
S: 220 mx.grapnel.test ESMTP Grapnel
C: helo client.test
S: 250 mx.grapnel.test
C: mail from: <s@a.test>
S: 250 2.1.0 Sender ok
C: rcpt to: <X@b.test>
S: 250 2.1.5 Recipient ok
C: data
S: /354 .*/
C: Subject: case
C:
C: .
S: /250 2\.\d\.0 .*/

DELIVERED 1
  to: X@b.test
