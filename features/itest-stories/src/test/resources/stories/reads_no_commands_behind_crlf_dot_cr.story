# SMTP smuggling
S: 220 mx.grapnel.test ESMTP Grapnel
C: HELO client.test
S: 250 mx.grapnel.test
C: MAIL FROM:<s@a.test>
S: 250 2.1.0 Sender ok
C: RCPT TO:<x@b.test>
S: 250 2.1.5 Recipient ok
C: DATA
S: /354 .*/
C> Subject: hostile\r\n\r\ntext\r\n.\rMAIL FROM:<evil@a.test>\r\nRCPT TO:<victim@b.test>\r\nDATA\r\nSubject: smuggled\r\n\r\n.\r\n
S: /550 5\.6\.0 .*/
C: NOOP
S: /250 .*/
C: QUIT
S: /221 2\.0\.0 .*/
-- closed

DELIVERED 0
