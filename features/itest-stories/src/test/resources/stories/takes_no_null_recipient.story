# RFC 5321 4.1.1.3
S: 220 mx.grapnel.test ESMTP Grapnel
C: HELO client.test
S: 250 mx.grapnel.test
C: MAIL FROM:<s@a.test>
S: 250 2.1.0 Sender ok
C: RCPT TO:<>
S: /501 5\.1\.3 .*/
