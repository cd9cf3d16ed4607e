# RFC 5321 3.3
[settings] relay_hosts=192.0.2.0/24
[settings] relay_domains=ours.test
S: 220 mx.grapnel.test ESMTP Grapnel
C: HELO client.test
S: 250 mx.grapnel.test
C> MAIL FROM:<s@a.test>\r\nRCPT TO:<x@b.test>\r\nDATA\r\n
S: 250 2.1.0 Sender ok
S: /550 5\.7\.1 .*/
S: /554 5\.5\.1 .*/
C: NOOP
S: /250 .*/
