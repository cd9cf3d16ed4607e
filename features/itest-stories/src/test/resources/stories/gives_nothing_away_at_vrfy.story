# RFC 5321 3.5.3
S: 220 mx.grapnel.test ESMTP Grapnel
C: HELO client.test
S: 250 mx.grapnel.test
C: VRFY x@b.test
S: /252 2\.1\.5 .*/
C: VRFY root
S: /252 2\.1\.5 .*/
C: VRFY
S: /501 5\.5\.4 .*/
C: EXPN staff
S: /50[02] 5\.5\.[12] .*/
