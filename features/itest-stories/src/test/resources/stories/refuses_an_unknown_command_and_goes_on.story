# RFC 5321 4.2.4
S: 220 mx.grapnel.test ESMTP Grapnel
C: HELO client.test
S: 250 mx.grapnel.test
C: FROB x
S: /500 5\.5\.2 .*/
C:
S: /500 5\.5\.2 .*/
C: MAILFROM:<a@b.test>
S: /500 5\.5\.2 .*/
C: NOOP
S: /250 .*/
