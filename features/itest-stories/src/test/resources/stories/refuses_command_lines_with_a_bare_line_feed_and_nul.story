# RFC 5321 2.3.8: the line end is CRLF
S: 220 mx.grapnel.test ESMTP Grapnel
C: HELO client.test
S: 250 mx.grapnel.test
C> NOOP\n
S: /500 5\.5\.2 .*/
C> NO\0OP\r\n
S: /500 5\.5\.2 .*/
C> NOOP\rNOOP\r\n
S: /500 5\.5\.2 .*/
C: NOOP
S: /250 .*/
