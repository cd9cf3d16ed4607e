# in another spelling of the domain as well
S: 220 mx.grapnel.test ESMTP Grapnel
C: HELO client.test
S: 250 mx.grapnel.test
C: MAIL FROM:<s@a.test>
S: 250 2.1.0 Sender ok
C: RCPT TO:<x@b.test>
S: 250 2.1.5 Recipient ok
C: RCPT TO:<x@b.test>
S: 250 2.1.5 Recipient ok
C: RCPT TO:<x@B.TEST>
S: 250 2.1.5 Recipient ok
C: DATA
S: /354 .*/
C: Subject: once
C:
C: .
S: /250 2\.\d\.0 .*/

DELIVERED 1
  to: /x@(?i:b\.test)/
