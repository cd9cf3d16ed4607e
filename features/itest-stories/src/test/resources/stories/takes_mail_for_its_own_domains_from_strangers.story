[settings] relay_hosts=192.0.2.0/24
[settings] relay_domains=ours.test
S: 220 mx.grapnel.test ESMTP Grapnel
C: HELO client.test
S: 250 mx.grapnel.test
C: MAIL FROM:<stranger@far.test>
S: 250 2.1.0 Sender ok
C: RCPT TO:<x@ours.test>
S: 250 2.1.5 Recipient ok
C: RCPT TO:<y@OURS.test>
S: 250 2.1.5 Recipient ok
C: DATA
S: /354 .*/
C: Subject: welcome
C:
C: .
S: /250 2\.\d\.0 .*/

DELIVERED 1
  to: /x@ours\.test, y@(?i:ours\.test)/
  header: Subject: welcome
