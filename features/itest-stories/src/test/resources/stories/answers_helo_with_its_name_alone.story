# RFC 5321 4.1.1.1
S: 220 mx.grapnel.test ESMTP Grapnel
C: HELO client.test
S: 250 mx.grapnel.test
C: QUIT
S: /221 2\.0\.0 .*/
-- closed
