S: 220 mx.grapnel.test ESMTP Grapnel
C: HELO client.test
S: 250 mx.grapnel.test
C: MAIL FROM:<s@a.test>
S: 250 2.1.0 Sender ok
C: RCPT TO:<x@b.test>
S: 250 2.1.5 Recipient ok
C: RCPT TO:<y@b.test>
S: 250 2.1.5 Recipient ok
C: DATA
S: /354 .*/
C: Subject: trace
C:
C: .
S: /250 2\.\d\.0 .*/

DELIVERED 1
  to: x@b.test, y@b.test
  header: /Received: from client\.test (?:(?!for <).)* with SMTP id (?:(?!for <).)*/
