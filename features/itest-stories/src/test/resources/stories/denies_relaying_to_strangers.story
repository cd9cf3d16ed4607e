# neither is the client trusted nor the domain ours
[settings] relay_hosts=192.0.2.0/24
[settings] relay_domains=ours.test
S: 220 mx.grapnel.test ESMTP Grapnel
C: HELO client.test
S: 250 mx.grapnel.test
C: MAIL FROM:<s@ours.test>
S: 250 2.1.0 Sender ok
C: RCPT TO:<x@b.test>
S: /550 5\.7\.1 .*/
C: RCPT TO:<"x@b.test"@ours.test>
S: 250 2.1.5 Recipient ok
C: RCPT TO:<x%b.test@c.test>
S: /550 5\.7\.1 .*/
C: RCPT TO:<@ours.test:x@b.test>
S: /550 5\.7\.1 .*/
C: RCPT TO:<x@[192.0.2.1]>
S: /550 5\.7\.1 .*/
C: RCPT TO:<x@ours.test.b.test>
S: /550 5\.7\.1 .*/
C: RSET
S: 250 2.0.0 Ok

DELIVERED 0
