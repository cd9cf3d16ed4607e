# a dictionary attack ends, too
[settings] max_errors=5
[settings] relay_hosts=192.0.2.0/24
[settings] relay_domains=ours.test
S: 220 mx.grapnel.test ESMTP Grapnel
C: HELO client.test
S: 250 mx.grapnel.test
C: MAIL FROM:<s@a.test>
S: 250 2.1.0 Sender ok
C: RCPT TO:<r0@b.test>
S: /550 5\.7\.1 .*/
C: RCPT TO:<r1@b.test>
S: /550 5\.7\.1 .*/
C: RCPT TO:<r2@b.test>
S: /550 5\.7\.1 .*/
C: RCPT TO:<r3@b.test>
S: /550 5\.7\.1 .*/
C: RCPT TO:<r4@b.test>
S: /550 5\.7\.1 .*/
S: /421 4\.7\.0 .*/
-- closed
