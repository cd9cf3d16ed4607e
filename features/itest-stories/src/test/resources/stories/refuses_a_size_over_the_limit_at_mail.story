# RFC 1870 6.1
[settings] max_message_size=64KB
[settings] max_recipients=100
[settings] max_errors=5
[settings] max_line=1000
S: 220 mx.grapnel.test ESMTP Grapnel
C: HELO client.test
S: 250 mx.grapnel.test
C: MAIL FROM:<s@a.test> SIZE=65537
S: /552 5\.3\.4 .*/
C: MAIL FROM:<s@a.test> SIZE=99999999999999999999
S: /552 5\.3\.4 .*/
C: MAIL FROM:<s@a.test> SIZE=many
S: /501 5\.5\.4 .*/
C: RCPT TO:<x@b.test>
S: /503 5\.5\.1 .*/
C: MAIL FROM:<s@a.test> SIZE=65536
S: 250 2.1.0 Sender ok
