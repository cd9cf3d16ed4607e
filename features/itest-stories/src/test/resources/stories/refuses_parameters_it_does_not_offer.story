# RFC 5321 4.1.1.11
S: 220 mx.grapnel.test ESMTP Grapnel
C: HELO client.test
S: 250 mx.grapnel.test
C: MAIL FROM:<s@a.test> FROB=1
S: /555 5\.5\.4 .*/
C: MAIL FROM:<s@a.test> BODY=9BIT
S: /501 5\.5\.4 .*/
C: MAIL FROM:<s@a.test> SIZE=1 SIZE=2
S: /501 5\.[15]\.\d .*/
C: MAIL FROM:<s@a.test> SIZE=1000 BODY=8BITMIME
S: 250 2.1.0 Sender ok
C: RCPT TO:<x@b.test> FROB
S: /555 5\.5\.4 .*/
