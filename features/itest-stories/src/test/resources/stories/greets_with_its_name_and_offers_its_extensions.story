# RFC 5321 4.3.1, 4.1.1.1; RFC 1869 4.3
S: 220 mx.grapnel.test ESMTP Grapnel
C: EHLO client.test
S: 250-mx.grapnel.test
S: 250-PIPELINING
S: 250-SIZE 52428800
S: 250-8BITMIME
S: 250 ENHANCEDSTATUSCODES
C: QUIT
S: /221 2\.0\.0 .*/
-- closed
