# RFC 5321 4.1.1.1
S: 220 mx.grapnel.test ESMTP Grapnel
C: EHLO
S: /501 5\.5\.4 .*/
C: HELO
S: /501 5\.5\.4 .*/
C: MAIL FROM:<s@a.test>
S: /503 5\.5\.1 .*/
