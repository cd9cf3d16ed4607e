# RFC 5321 4.1.1.8
S: 220 mx.grapnel.test ESMTP Grapnel
C: HELO client.test
S: 250 mx.grapnel.test
C: HELP MAIL
S: /214 2\.0\.0 Usage: MAIL FROM:<sender>.*/
C: HELP FROB
S: /504 5\.5\.4 .*/
